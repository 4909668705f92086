#pragma once

#include "tests/ui/blades/requests/consolefixture.h"

#include "ui/blades/auditlogblade.h"
#include "ui/blades/auditlogeventblade.h"
#include "ui/blades/auditlogtable.h"
#include "ui/models/eventroles.h"

#include <QLabel>
#include <QLineEdit>

namespace lockbox::samples {

/// The page Audit log on a real store, and what tests want to see of it.
class AuditLogPage
{
public:
    Console &console() { return m_console; }
    Host &host() const { return *m_host; }

    /// Opens the page as the window does.
    void open()
    {
        m_host.reset();
        m_host = std::make_unique<Host>(new ui::AuditLogBlade(m_console.context()));
        m_console.context().log().refresh();
    }

    ui::AuditLogTable *table() const { return m_host->find<ui::AuditLogTable>("auditLogTable"); }
    QModelIndex cell(int row, ui::EventColumn column) const
    {
        return table()->model()->index(row, static_cast<int>(column));
    }
    QString text(int row, ui::EventColumn column) const
    {
        return cell(row, column).data().toString();
    }
    QString footer() const { return m_host->find<QLabel>("auditLogFooter")->text(); }
    void click(int row, ui::EventColumn column) const
    {
        table()->scrollTo(cell(row, column));
        QTest::mouseClick(table()->viewport(), Qt::LeftButton, {},
                          table()->visualRect(cell(row, column)).center());
    }

    /// What happened, newest first; nothing while there is no table to be seen.
    QStringList deeds() const
    {
        QStringList deeds;
        for (int row = 0; table() && row < table()->model()->rowCount(); ++row)
            deeds.append(text(row, ui::EventColumn::What));
        return deeds;
    }
    /// The row of what happened last with these words in it, or -1.
    int rowOf(const char *words) const
    {
        const QStringList all = deeds();
        for (qsizetype row = 0; row < all.size(); ++row) {
            if (all[row].contains(QString::fromUtf8(words)))
                return static_cast<int>(row);
        }
        return -1;
    }

    /// The blade that was opened last, or null.
    template<typename Blade>
    Blade *opened() const
    {
        return m_host->opens.isEmpty() ? nullptr : qobject_cast<Blade *>(m_host->opens.last());
    }

private:
    Console m_console;
    std::unique_ptr<Host> m_host;
};

} // namespace lockbox::samples
