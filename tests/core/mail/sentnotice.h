#pragma once

#include "core/mail/check.h"

namespace lockbox::test {

/// A notice of a pending request that went through a mail server.
class SentNotice
{
public:
    SentNotice();

    /// The fields in which the received mail differs from it; why it is none, where it is none.
    QStringList differences(const QByteArray &received) const;

    NoticeText text;
    std::vector<LetterBody::Line> lines;
    MailMessage mail;
    QByteArray raw; ///< As it came out of the server.
};

} // namespace lockbox::test
