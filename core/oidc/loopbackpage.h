#pragma once

#include "core/base/result.h"

#include <QUrl>
#include <QUrlQuery>

#include <memory>
#include <stop_token>

namespace lockbox::oidc {

/// A page on this machine, at a free port of 127.0.0.1, to which a browser comes back (RFC 8252, 7.3). Answers whatever else is asked with "not found",
/// and does not let itself be kept waiting by who connects and says nothing.
class LoopbackPage
{
public:
    static Result<std::unique_ptr<LoopbackPage>> open();
    ~LoopbackPage();
    LoopbackPage(const LoopbackPage &) = delete;
    LoopbackPage &operator=(const LoopbackPage &) = delete;

    /// "http://127.0.0.1:PORT/signed-in"
    QUrl address() const;

    /// Waits for a browser whose query has this `state`, sends it to a page that says to go back to the program, and gives the query. Interrupted
    /// where nobody comes in time.
    Result<QUrlQuery> wait(const QString &state, std::chrono::milliseconds patience,
                           const std::stop_token &stop);

private:
    struct Sockets;

    LoopbackPage();

    std::unique_ptr<Sockets> m_sockets;
};

} // namespace lockbox::oidc
