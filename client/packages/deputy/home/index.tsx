import { DeputyHome } from '@/features/deputy/home'

export default DeputyHome
