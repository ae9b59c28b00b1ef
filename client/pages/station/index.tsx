import { Station } from '@/features/resident/station'

export default Station
