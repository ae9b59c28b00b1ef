import { Follow } from '@/features/resident/follow'

export default Follow
