import { StaffQueue } from '@/features/staff/queue'

export default StaffQueue
