import { Sent } from '@/features/resident/sent'

export default Sent
