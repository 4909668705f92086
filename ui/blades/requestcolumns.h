#pragma once

#include <QObject>
#include <QTimer>

class QHeaderView;
class QMenu;

namespace lockbox::ui {

/// Lets people show and hide columns, and remembers what they made of them: which, where, how wide, sorted how.
class RequestColumns : public QObject
{
    Q_OBJECT

public:
    /// `settingsKey` names the list among all lists whose columns are remembered.
    RequestColumns(QHeaderView &header, const QString &settingsKey);
    ~RequestColumns() override;

    /// Fills `menu` with a box for each column, and the way back to how it was made.
    void fillMenu(QMenu &menu);

signals:
    /// Columns are as they were made; the sort as well.
    void wasReset();

private:
    void applyDefaults();
    int wordsWidth(int column) const;
    void restore();
    void save() const;
    void setShown(int column, bool shown);

    QHeaderView &m_header;
    QString m_key;
    QTimer m_saving;
};

} // namespace lockbox::ui
