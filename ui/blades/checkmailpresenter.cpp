#include "ui/blades/checkmailpresenter.h"

#include "ui/models/requesttext.h"

#include <QFile>
#include <QFileInfo>

namespace lockbox::ui {

CheckMailPresenter::CheckMailPresenter(ConsoleContext &context, QObject *parent)
    : QObject(parent), m_context(context)
{}

void CheckMailPresenter::setText(const QString &text)
{
    take(text.toUtf8());
}

void CheckMailPresenter::setMessage(const QByteArray &message)
{
    take(message);
}

void CheckMailPresenter::take(const QByteArray &message)
{
    m_message = message;
    m_verdict.reset();
    m_refusal.clear();
    emit changed();
}

bool CheckMailPresenter::readFile(const QString &path)
{
    const QFileInfo info(path);
    QFile file(path);
    QString refusal;
    QByteArray message;
    if (!info.isFile())
        refusal = tr("%1 is not a file.").arg(info.fileName());
    else if (info.size() > largestFile)
        refusal = tr("%1 is larger than any notice.").arg(info.fileName());
    else if (!file.open(QIODevice::ReadOnly))
        refusal = tr("%1 could not be read: %2.").arg(info.fileName(), file.errorString());
    else
        message = file.read(largestFile);
    if (refusal.isEmpty() && file.error() != QFileDevice::NoError)
        refusal = tr("%1 could not be read: %2.").arg(info.fileName(), file.errorString());
    take(refusal.isEmpty() ? message : QByteArray());
    m_refusal = refusal;
    emit changed();
    return refusal.isEmpty();
}

void CheckMailPresenter::check()
{
    if (!canCheck())
        return;
    m_verdict.reset();
    m_refusal.clear();
    emit changed();
    m_context.runner().run<MailVerdict>(
        this, QStringLiteral("mail.check"),
        [session = m_context.session(), message = m_message](LockboxService &service) {
            return service.checkMail(session, message);
        },
        [this, message = m_message](const Result<MailVerdict> &verdict) {
            // An answer about another mail than the one that stands there now is worse than none.
            if (message != m_message)
                return;
            if (verdict)
                m_verdict = *verdict;
            else
                m_refusal = errorText(verdict.error());
            emit changed();
            emit answered();
        });
}

QString CheckMailPresenter::headline() const
{
    if (!m_verdict)
        return {};
    switch (m_verdict->kind) {
    case MailVerdict::Kind::Genuine: return tr("Genuine: this mail was written here");
    case MailVerdict::Kind::Altered: return tr("Altered: don't trust this mail");
    case MailVerdict::Kind::Unknown: break;
    }
    return tr("Unknown: don't trust this mail");
}

QString CheckMailPresenter::explanation() const
{
    if (!m_verdict)
        return {};
    switch (m_verdict->kind) {
    case MailVerdict::Kind::Genuine:
        return tr("All that it says is what the console wrote. Whoever decides does so in the "
                  "console, never by a mail.");
    case MailVerdict::Kind::Altered:
        return tr("It says that it is the notice below, but something in it is not what was "
                  "written. Follow no link in it and answer nothing; tell your security team.");
    case MailVerdict::Kind::Unknown: break;
    }
    return tr("No notice like this was ever written here. Follow no link in it and answer nothing; "
              "tell your security team.");
}

NoticeText::Sign CheckMailPresenter::sign() const
{
    const bool isGood = m_verdict && m_verdict->kind == MailVerdict::Kind::Genuine;
    return isGood ? NoticeText::Sign{QStringLiteral("shield"), Token::Good}
                  : NoticeText::Sign{QStringLiteral("shield-alert"), Token::Bad};
}

std::vector<CheckMailPresenter::Fact> CheckMailPresenter::facts() const
{
    if (!m_verdict || !m_verdict->delivery)
        return {};
    const Delivery &delivery = *m_verdict->delivery;
    std::vector<Fact> facts{{tr("Notice"), NoticeText::kind(delivery.kind)}};
    if (!delivery.reference.isEmpty())
        facts.push_back({tr("Request"), delivery.reference});
    facts.push_back({tr("Written for"), NoticeText::recipient(delivery)});
    facts.push_back({tr("Written on"), localAndUtcText(delivery.createdAt)});
    facts.push_back({tr("State"), NoticeText::state(delivery, m_context.now())});
    return facts;
}

} // namespace lockbox::ui
