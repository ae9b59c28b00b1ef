import { StaffCase } from '@/features/staff/case'

export default StaffCase
