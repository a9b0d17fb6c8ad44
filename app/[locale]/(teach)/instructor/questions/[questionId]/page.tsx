import type { Metadata } from 'next'
import { getMessages } from 'next-intl/server'
import { getTranslations } from '@/i18n/texts'
import { EditorTexts } from '@/components/editor/editor-texts'
import { FormTexts } from '@/components/forms/form-texts'
import { Container } from '@/components/layout/container'
import { PageHeader } from '@/components/layout/page-header'
import { Section } from '@/components/layout/section'
import { BankQuestionForm } from '@/components/quizzes/bank-question-form'
import { BankUses } from '@/components/quizzes/bank-uses'
import { QuizPreview } from '@/components/quizzes/quiz-preview'
import { TextLink } from '@/components/ui/text-link'
import { getViewer } from '@/lib/platform/auth/session'
import { requireMember } from '@/lib/platform/auth/viewer'
import { pageData } from '@/lib/platform/http/page'
import { getBankQuestion } from '@/lib/quizzes/queries/bank'

export const dynamic = 'force-dynamic'

type Props = { params: Promise<{ questionId: string }> }

export default async function BankQuestionPage({ params }: Props) {
  const { questionId } = await params
  const { member, found } = await pageData(async () => {
    const member = requireMember(await getViewer())
    return { member, found: await getBankQuestion(member, { questionId }) }
  })
  const [{ quizzes }, t] = await Promise.all([getMessages(), getTranslations('quizzes.bank')])
  const { version, question, uses } = found
  return (
    <Container className="max-w-4xl pb-16">
      <PageHeader
        above={<TextLink href="/instructor/questions">{t('back')}</TextLink>}
        title={t('editTitle')}
        lead={t('editLead')}
      />
      <FormTexts domains={['quiz']}>
        <EditorTexts>
          <BankQuestionForm
            key={questionId}
            questionId={questionId}
            shelf={`${member.userId}:question:${questionId}`}
            version={version}
            question={question}
            texts={quizzes.bank.texts}
            builder={quizzes.builder}
          />
        </EditorTexts>
      </FormTexts>
      <Section title={t('uses')} className="mt-4">
        <BankUses uses={uses} version={version} />
      </Section>
      <details className="rounded-lg border border-line p-4">
        <summary className="min-h-8 font-medium">{t('preview')}</summary>
        <div className="mt-4">
          <QuizPreview questions={[question]} shuffleOptions={false} lang={undefined} dir={undefined} />
        </div>
      </details>
    </Container>
  )
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('quizzes.bank'))('editTitle') }
}
