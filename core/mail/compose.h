#pragma once

#include "core/domain/notice.h"
#include "core/mail/letterbody.h"

namespace lockbox {

/// A notice in words, as mail programs show it.
struct NoticeText {
    QString subject; ///< One line of at most 150 characters, whatever was typed.
    QString text;
    QString html;
    std::vector<LetterBody::Line> lines; ///< The facts by their labels, as they stand in both.

    bool operator==(const NoticeText &) const = default;
};

/// The same notice and phrase always give the same text. No part of it holds a link, or anything that mail programs make one of.
NoticeText compose(const Notice &notice, const QString &phrase);

} // namespace lockbox
