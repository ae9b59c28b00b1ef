import { DeputyCase } from '@/features/deputy/case'

export default DeputyCase
