#include "core/mail/phrase.h"

#include <QFile>
#include <QMessageAuthenticationCode>
#include <QStringList>

static void initWords()
{
    Q_INIT_RESOURCE(mail_words);
}

namespace lockbox {

static constexpr int listSize = 2048;

static const QStringList &words()
{
    static const QStringList list = [] {
        initWords();
        QFile file(QStringLiteral(":/lockbox/mail/words.txt"));
        QStringList read;
        if (file.open(QIODevice::ReadOnly))
            read = QString::fromLatin1(file.readAll()).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        if (read.size() != listSize)
            qFatal("the list of words is missing");
        return read;
    }();
    return list;
}

QString verificationPhrase(const QByteArray &key, const QString &subject)
{
    const QByteArray code =
        QMessageAuthenticationCode::hash(subject.toUtf8(), key, QCryptographicHash::Sha256);
    quint64 bits = 0;
    for (int i = 0; i < int(sizeof bits); ++i)
        bits = bits << 8 | quint8(code.at(i));
    constexpr int count = 4;
    constexpr int width = 11;
    QStringList chosen;
    for (int i = 1; i <= count; ++i)
        chosen.append(words().at(qsizetype(bits >> (64 - i * width) & (listSize - 1))));
    return chosen.join(QLatin1Char(' '));
}

QString requestPhrase(const QByteArray &key, const TenantId &tenant, const RequestId &request)
{
    return verificationPhrase(
        key, QStringLiteral("request %1 of %2").arg(request.toString(), tenant.toString()));
}

} // namespace lockbox
