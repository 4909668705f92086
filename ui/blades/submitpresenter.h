#pragma once

#include "core/service/lockboxservice.h"

#include <QCoreApplication>

namespace lockbox::ui {

/// What the blade "File a request" offers and objects to, without its widgets.
class SubmitPresenter
{
    Q_DECLARE_TR_FUNCTIONS(SubmitPresenter)

public:
    /// The fields, by the names under which the door reports their faults.
    struct Fields {
        static QString reference() { return QStringLiteral("reference"); }
        static QString service() { return QStringLiteral("service"); }
        static QString reason() { return QStringLiteral("reason"); }
        static QString duration() { return QStringLiteral("duration"); }
    };

    struct DurationChoice {
        std::chrono::seconds length;
        QString label;

        bool operator==(const DurationChoice &) const = default;
    };

    explicit SubmitPresenter(const Policy &policy = {}) : m_policy(policy) {}

    /// 30 min, 1 h, 2 h … up to what the tenant allows, which is always one of them.
    std::vector<DurationChoice> durations() const;
    /// Which fields can't be sent as they are, and why: name of the field to words.
    static QMap<QString, QString> objections(const rules::NewRequest &wish);

private:
    Policy m_policy;
};

} // namespace lockbox::ui
