import { UnitQueue } from '@/features/unit/queue'

export default UnitQueue
