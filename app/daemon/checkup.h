#pragma once

#include "app/daemon/configuration.h"
#include "core/domain/notifications.h"

namespace lockbox::daemon {

/// Something that was looked at, for people.
struct Finding {
    QString words;
    bool isWarning = false; ///< It works, but should be seen to.
};

/// The certificate: whether clients will take it now, to whom it is made out, and until when. Refused where every client would refuse it.
Result<std::vector<Finding>> checkCertificate(const Configuration &configuration, Timestamp now);

/// This machine: space for the store, files that others may read or change, the clock, and how many connections may be open.
std::vector<Finding> checkMachine(const Configuration &configuration);

/// Whether something listens where the mail server is said to be.
std::vector<Finding> checkMailServer(const NotificationSettings &settings,
                                     std::chrono::milliseconds patience);

/// Lets this process have as many connections open as the configuration says, as far as it may be; how many files it can have open then.
quint64 allowConnections(const Configuration &configuration);

} // namespace lockbox::daemon
