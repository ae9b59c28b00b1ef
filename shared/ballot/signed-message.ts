import { generatorTable, type Engine } from './engine'
import { fields } from './numbers'
import { knowledgeHolds, proveKnowledge, readProof, type Proof } from './proofs'
import { demand, type Where } from './refusal'

/** A signed message between scrutineers. Specification 4.6.1. */
export interface SignedMessage {
  readonly message: string
  readonly signature: Proof
}

/** Signs with the secret key sk: c = H("sigmsg|" message "|", g^w). Specification 4.6.1. */
export function signMessage(engine: Engine, sk: bigint, message: string, w: bigint): SignedMessage {
  return { message, signature: proveKnowledge(engine, generatorTable(engine.window), `sigmsg|${message}|`, sk, w) }
}

/** Reads a signed message and checks the signature of `verification` = g^sk. Names the sender given in `where`. */
export function readSigned(engine: Engine, verification: bigint, value: unknown, where: Where): SignedMessage {
  const signed = fields(value, ['message', 'signature'], [], 'message-signature', where)
  const { message } = signed
  demand(typeof message === 'string', 'message-signature', where)
  const proof = readProof(signed.signature, 'message-signature', where)
  const holds = knowledgeHolds(engine, generatorTable(engine.window), `sigmsg|${message}|`, verification, proof)
  demand(holds, 'message-signature', where)
  return { message, signature: { challenge: proof.c.toString(), response: proof.t.toString() } }
}
