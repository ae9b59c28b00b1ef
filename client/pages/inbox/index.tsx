import { Inbox } from '@/features/resident/inbox'

export default Inbox
