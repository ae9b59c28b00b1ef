import { PollReady } from '@/features/poll/ready'

export default PollReady
