import { Case } from '@/features/resident/case'

export default Case
