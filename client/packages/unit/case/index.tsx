import { UnitCase } from '@/features/unit/case'

export default UnitCase
