import { Approve } from '@/features/account/approve'

export default Approve
