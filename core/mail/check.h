#pragma once

#include "core/domain/delivery.h"
#include "core/mail/compose.h"
#include "core/mail/message.h"
#include "core/mail/received.h"

namespace lockbox {

/// In what a received mail differs from the one that was sent; nothing where it is genuine. White space and line breaks count for nothing, for mail
/// programs change them, nor do a copied text's marks of quotation. Such a text may be that of either part, as somebody copies what a mail program
/// shows. A whole message must have both parts, and nothing that mail programs read in different ways.
/// `lines` are the facts that `sent` holds, in their order.
std::vector<MailVerdict::Difference> differences(const ReceivedMail &received,
                                                 const MailMessage &sent,
                                                 const std::vector<LetterBody::Line> &lines);

/// The verification phrase that a mail shows; empty where none.
QString phraseIn(const ReceivedMail &received);

/// The request that a mail says it is about; null where none.
RequestId requestIn(const ReceivedMail &received);

} // namespace lockbox
