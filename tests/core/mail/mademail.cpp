#include "tests/core/mail/mademail.h"

#include <QRegularExpression>

namespace lockbox::test {

QByteArray MadeMail::bytes() const
{
    QByteArray all = "Content-Type: " + type + "\r\n" + fields + "\r\n" + preamble;
    for (const QByteArray &part : parts)
        all += "--BB\r\n" + part + "\r\n";
    return all + "--BB--\r\n" + epilogue;
}

QByteArray MadeMail::withValue(const QByteArray &name, const QByteArray &value) const
{
    MadeMail other = *this;
    const qsizetype start = fields.indexOf(name + ": ");
    if (start < 0)
        qFatal("no field %s", name.constData());
    const qsizetype end = fields.indexOf("\r\n", start);
    other.fields.replace(start, end - start, name + ": " + value);
    return other.bytes();
}

QByteArray MadeMail::withField(const QByteArray &field) const
{
    MadeMail other = *this;
    other.fields += field + "\r\n";
    return other.bytes();
}

QByteArray MadeMail::withParts(const QList<QByteArray> &others) const
{
    MadeMail other = *this;
    other.parts = others;
    return other.bytes();
}

MadeMail made(const SentNotice &notice)
{
    static const QRegularExpression type(QStringLiteral("Content-Type:[^\r]*\r\n"));
    const QByteArray head = notice.raw.left(notice.raw.indexOf("\r\n\r\n") + 2);
    return {.fields = QString::fromUtf8(head).remove(type).toUtf8(),
            .parts = {part(plainType, notice.text.text.toUtf8()),
                      part(htmlType, notice.text.html.toUtf8())}};
}

QByteArray inLines(const QByteArray &base64)
{
    QByteArray lines;
    for (qsizetype i = 0; i < base64.size(); i += 76)
        lines += base64.mid(i, 76) + "\r\n";
    return lines;
}

QByteArray part(const QByteArray &type, const QByteArray &content, const QByteArray &more)
{
    return "Content-Type: " + type + "\r\n" + more + "Content-Transfer-Encoding: base64\r\n\r\n"
           + inLines(content.toBase64());
}

QByteArray partAsIs(const QByteArray &type, const QByteArray &coding, const QByteArray &content)
{
    return "Content-Type: " + type + "\r\nContent-Transfer-Encoding: " + coding + "\r\n\r\n"
           + QByteArray(content).replace("\n", "\r\n");
}

} // namespace lockbox::test
