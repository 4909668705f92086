#pragma once

#include "core/audit/signednote.h"
#include "core/service/lockboxservice.h"

namespace lockbox {

/// Which events an evidence folder holds: those of one request, or those of a time.
struct EvidenceScope {
    std::optional<QString> request; ///< Its id or reference number; not together with a time.
    std::optional<Timestamp> from;  ///< What happened then or later.
    std::optional<Timestamp> until; ///< What happened before.

    bool operator==(const EvidenceScope &) const = default;
};

/// What is under way: reading events, writing or printing the report, checking a folder.
enum class EvidenceStep { Collecting, Writing, Printing, Checking };

/// Told how far a step is; `total` is 0 where that isn't known. Returns false to stop.
using EvidenceProgress = std::function<bool(EvidenceStep step, qint64 done, qint64 total)>;

/// Prints one piece of a document, a whole page of HTML each.
using PrintHtml = std::function<Result<void>(const QString &html)>;
/// Hands a document's pieces to `print`, one after the other.
using HtmlPieces = std::function<Result<void>(const PrintHtml &print)>;
/// Makes a PDF file of them.
using PdfPrinter = std::function<Result<void>(const QString &path, const QString &title,
                                              const HtmlPieces &pieces)>;

/// What a folder holds.
struct EvidenceSummary {
    QString folder;
    EvidenceScope scope; ///< A request by its id.
    QString reference;   ///< The request's reference number.
    qint64 events = 0;
    qint64 first = 0; ///< The first event's sequence number.
    qint64 last = 0;
    qint64 logSize = 0; ///< How many events the checkpoint covers.
    QString origin;     ///< Which log.
    QString verifierKey;
    qint64 notCovered =
        0;       ///< Events of the scope that no checkpoint covers yet; they are left out.
    QString gap; ///< Where the story of a request doesn't fit together: lower case, no full stop.

    bool operator==(const EvidenceSummary &) const = default;
};

/// Writes what the log says of `scope` to a new folder, with a proof for each event, for somebody who has nothing else: see
/// docs/evidence.md. All of it is there in the end, or nothing. `folder` must not be there yet, or be empty (AlreadyExists).
/// Without `printer` there is no PDF. Interrupted where `progress` says so.
Result<EvidenceSummary> exportEvidence(LockboxService &service, const Session &session,
                                       const EvidenceScope &scope, const QString &folder,
                                       const PdfPrinter &printer = {},
                                       const EvidenceProgress &progress = {});

/// The first thing in a folder that is not as it must be.
struct EvidenceFinding {
    QString file;    ///< Below the folder.
    qint64 seq = 0;  ///< The event; 0 where it is none in particular.
    QString message; ///< The whole, naming the file; lower case, no full stop.

    bool operator==(const EvidenceFinding &) const = default;
};

/// What checking a folder came to.
struct EvidenceVerification {
    EvidenceSummary summary; ///< As far as it was read.
    QString exportedBy;      ///< What the folder says; nothing proves it, nor the next.
    std::optional<Timestamp> exportedAt;
    QStringList unproved;                   ///< What lies in the folder and can't be checked.
    std::optional<EvidenceFinding> finding; ///< Nothing where all is as it must be.
};

/// Checks a folder by itself, without any store. `trusted` is the key that must have signed; without it whoever asks has to compare
/// EvidenceSummary::verifierKey. NotFound where there is no folder, NotSupported where a newer version made it.
Result<EvidenceVerification> verifyEvidence(const QString &folder,
                                            const std::optional<audit::VerifierKey> &trusted,
                                            const EvidenceProgress &progress = {});

} // namespace lockbox
