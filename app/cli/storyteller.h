#pragma once

#include "app/cli/output.h"
#include "core/service/lockboxservice.h"

#include <QJsonArray>

namespace lockbox::cli {

/// Tells what happens in a played story: to people step by step as it happens, to scripts all of it at the end.
class Storyteller
{
public:
    Storyteller(LockboxService &service, Output &output, const Tenant &tenant);

    void chapter(const QString &title);
    /// Something that nobody does, or that surrounds what is done.
    void remark(const QString &text);
    /// What `user` does, with the command line that would do the same.
    void act(const QString &title, const QString &user, const QString &command);
    void result(const QString &text);
    void result(const AccessRequest &request);
    /// What was refused, and why.
    void refusal(const Error &error);
    void lines(const QString &text);
    /// The whole story, for scripts.
    void finish();

private:
    LockboxService &m_service;
    Output &m_output;
    Tenant m_tenant;
    QJsonArray m_steps;
    QJsonObject m_step;
    QString m_chapter;
    int m_chapters = 0;
};

} // namespace lockbox::cli
