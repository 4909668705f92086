#pragma once

#include "consolefixture.h"

#include "ui/blades/requestblade.h"
#include "ui/blades/requestsblade.h"
#include "ui/blades/requeststable.h"
#include "ui/models/requestroles.h"

#include <QLabel>

namespace lockbox::samples {

/// The page Customer Lockbox Requests on a real store, and what tests want to see of it.
class RequestsPage
{
public:
    Console &console() { return m_console; }
    Host &host() const { return *m_host; }

    /// Opens the page, as if for the first time.
    void open()
    {
        m_host.reset();
        m_host = std::make_unique<Host>(new ui::RequestsBlade(m_console.context()));
    }

    ui::RequestsTable *table() const { return m_host->find<ui::RequestsTable>("requestsTable"); }
    QString text(int row, ui::RequestColumn column) const
    {
        return table()->model()->index(row, static_cast<int>(column)).data().toString();
    }
    QString footer() const { return m_host->find<QLabel>("requestsFooter")->text(); }
    /// The request blade that was opened last.
    ui::RequestBlade *opened() const
    {
        return m_host->opens.isEmpty() ? nullptr
                                       : qobject_cast<ui::RequestBlade *>(m_host->opens.last());
    }

    /// The references of the rows, in order; nothing while there is no table to be seen.
    QStringList references() const
    {
        QStringList references;
        for (int row = 0; table() && row < table()->model()->rowCount(); ++row)
            references.append(text(row, ui::RequestColumn::Reference));
        return references;
    }

private:
    Console m_console;
    std::unique_ptr<Host> m_host;
};

/// "A B" as a list of two.
inline QStringList list(const char *texts)
{
    return QString::fromLatin1(texts).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

} // namespace lockbox::samples
