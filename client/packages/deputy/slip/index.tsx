import { DeputySlip } from '@/features/deputy/slip'

export default DeputySlip
