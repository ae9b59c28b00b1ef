import { Mine } from '@/features/account/mine'

export default Mine
