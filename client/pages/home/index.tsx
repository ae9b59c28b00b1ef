import { Home } from '@/features/resident/home'

export default Home
