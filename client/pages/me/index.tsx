import { Me } from '@/features/resident/me'

export default Me
