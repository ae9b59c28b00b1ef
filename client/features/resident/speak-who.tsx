import { Switch } from '@/components/choice'
import { Field } from '@/components/field'
import { Section } from '@/components/section'
import { TextInput } from '@/components/text-input'
import type { SpeakDraft, SpeakWords } from './speak-draft'

interface SpeakWhoProps {
  draft: SpeakDraft
  problemAt: (path: string) => string | undefined
}

/** Who says it: name and phone if she wants, anonymous if she wants, for somebody else if she does. */
export function SpeakWho({ draft, problemAt }: SpeakWhoProps) {
  const { words, change } = draft
  return (
    <Section title="怎么称呼您">
      <Field label="姓名" optional error={problemAt('contact.name')}>
        <TextInput
          label="姓名"
          value={words.name}
          placeholder="比如：李奶奶"
          most={30}
          onChange={(name) => change({ name })}
        />
      </Field>
      <Field
        label="电话"
        optional
        hint="只用来核实情况；留了电话，以后凭编号和手机后四位就能查进度。"
        error={problemAt('contact.phone')}
      >
        <TextInput
          kind="phone"
          label="电话"
          value={words.phone}
          placeholder="手机或座机"
          most={20}
          wrong={problemAt('contact.phone') !== undefined}
          onChange={(phone) => change({ phone })}
        />
      </Field>
      <Switch
        text="匿名"
        hint="代表和承办单位看不到您的姓名电话，只有人大工作人员能看，每次查看都有记录。"
        on={words.anonymous}
        onChange={(anonymous) => change({ anonymous })}
      />
      <Switch
        text="我替别人写"
        hint="替家里老人、邻居反映，请写明替谁。"
        on={words.forOther}
        onChange={(forOther) => change({ forOther })}
      />
      {words.forOther ? <ForOther words={words} change={change} problemAt={problemAt} /> : null}
    </Section>
  )
}

interface ForOtherProps {
  words: SpeakWords
  change: SpeakDraft['change']
  problemAt: (path: string) => string | undefined
}

function ForOther({ words: { other }, change, problemAt }: ForOtherProps) {
  return (
    <>
      <Field label="替谁写" error={problemAt('onBehalfOf.name')}>
        <TextInput
          label="替谁写"
          value={other.name}
          placeholder="他的姓名或称呼"
          most={30}
          onChange={(name) => change({ other: { ...other, name } })}
        />
      </Field>
      <Field label="他的电话" optional error={problemAt('onBehalfOf.phone')}>
        <TextInput
          kind="phone"
          label="他的电话"
          value={other.phone}
          most={20}
          wrong={problemAt('onBehalfOf.phone') !== undefined}
          onChange={(phone) => change({ other: { ...other, phone } })}
        />
      </Field>
      <Field label="您和他的关系" optional>
        <TextInput
          label="您和他的关系"
          value={other.relation}
          placeholder="比如：孙女、邻居"
          most={20}
          onChange={(relation) => change({ other: { ...other, relation } })}
        />
      </Field>
    </>
  )
}
