#pragma once

#include "core/base/error.h"
#include "core/domain/policy.h"

#include <QCoreApplication>

namespace lockbox::ui {

/// What the blade "Customer Lockbox" decides, without its widgets: the wish, how it differs from what is stored, and whether it
/// needs a second look before it is saved.
class LockboxSettingPresenter
{
    Q_DECLARE_TR_FUNCTIONS(LockboxSettingPresenter)

public:
    explicit LockboxSettingPresenter(const Policy &stored = {}) : m_stored(stored), m_wish(stored)
    {}

    const Policy &stored() const { return m_stored; }
    const Policy &wish() const { return m_wish; }
    void setRequireApproval(bool on) { m_wish.requireApproval = on; }
    void setDecideWithin(std::chrono::seconds time) { m_wish.decideWithin = time; }
    void setMaxAccess(std::chrono::seconds time) { m_wish.maxAccess = time; }
    void setCommentRequiredOnDeny(bool required) { m_wish.commentRequiredOnDeny = required; }

    bool isChanged() const { return m_wish != m_stored; }
    /// Only what differs from the store, so that another person's change of the rest is not undone.
    PolicyChange change(bool acceptUnreachable = false) const;
    /// Switching Off lets the provider in without asking; that is asked first.
    bool needsConfirmation() const { return m_stored.requireApproval && !m_wish.requireApproval; }
    QString confirmationText(qint64 waiting, const QString &provider) const;
    /// Whether the store refused because nobody would hear of a request: that is asked, and then saved all the same.
    bool isAboutUnreachable(const Error &error) const;
    static QString unreachableText();

    /// The store has this policy now; fields that were not touched follow, others keep the wish.
    void setStored(const Policy &policy);

private:
    Policy m_stored;
    Policy m_wish;
};

} // namespace lockbox::ui
