import { Speak } from '@/features/resident/speak'

export default Speak
