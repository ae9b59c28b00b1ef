import { DeputyNote } from '@/features/deputy/note'

export default DeputyNote
