#pragma once

#include "ui/blades/noticetext.h"
#include "ui/shell/consolecontext.h"

namespace lockbox::ui {

/// Asks the store whether a mail is genuine, and says the answer in words.
class CheckMailPresenter : public QObject
{
    Q_OBJECT

public:
    /// A label and its value, of the notice that the mail is or claims to be.
    struct Fact {
        QString label;
        QString value;

        bool operator==(const Fact &) const = default;
    };

    explicit CheckMailPresenter(ConsoleContext &context, QObject *parent = nullptr);

    /// The text of a mail, typed or pasted.
    void setText(const QString &text);
    const QByteArray &message() const { return m_message; }
    /// A mail with all its headers, byte by byte.
    void setMessage(const QByteArray &message);
    /// The mail in this file. False where it can't be read; refusal() says why.
    bool readFile(const QString &path);

    bool canCheck() const { return !m_message.trimmed().isEmpty(); }
    void check();

    /// Nothing until an answer has come, and when the mail is another one.
    const std::optional<MailVerdict> &verdict() const { return m_verdict; }
    /// Why there is no verdict.
    const QString &refusal() const { return m_refusal; }

    QString headline() const;
    QString explanation() const;
    NoticeText::Sign sign() const;
    std::vector<Fact> facts() const;

    /// A larger file is no notice and is not read.
    static constexpr qint64 largestFile = 10'000'000;

signals:
    void changed();
    /// An answer has come.
    void answered();

private:
    void take(const QByteArray &message);

    ConsoleContext &m_context;
    QByteArray m_message;
    std::optional<MailVerdict> m_verdict;
    QString m_refusal;
};

} // namespace lockbox::ui
