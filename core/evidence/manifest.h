#pragma once

#include "core/domain/tenant.h"
#include "core/evidence/evidence.h"

namespace lockbox::evidence {

/// What a folder says of itself (`evidence.json`). Nothing in it is signed.
struct Manifest {
    /// Report and instructions are functions of manifest and events. Whoever changes their texts raises this, or folders that were
    /// handed out stop verifying.
    static constexpr int format = 1;

    Tenant tenant;
    QString origin;      ///< Which log.
    EvidenceScope scope; ///< A request by its id.
    QString exportedBy;  ///< User principal name.
    Timestamp exportedAt;
    qint64 logSize = 0; ///< How many events the checkpoint covers.
    qint64 events = 0;
    qint64 first = 0;
    qint64 last = 0;
    qint64 notCovered = 0;

    QByteArray toBytes() const;
    /// LogBroken where the bytes are not exactly what toBytes() makes; NotSupported where they are of a newer format.
    static Result<Manifest> parse(const QByteArray &bytes);

    bool operator==(const Manifest &) const = default;
};

/// The origin of a tenant's log.
QString originOf(const Tenant &tenant);

} // namespace lockbox::evidence
