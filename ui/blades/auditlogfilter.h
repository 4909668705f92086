#pragma once

#include "ui/blades/auditlogpresenter.h"
#include "ui/widgets/buttons.h"

class QCheckBox;
class QDateEdit;
class QMenu;

namespace lockbox::ui {

/// A drop-down of groups of events with boxes to tick. Nothing ticked means all.
class AuditLogKinds : public PushButton
{
    Q_OBJECT

public:
    explicit AuditLogKinds(QWidget *parent = nullptr);

    std::vector<EventGroup> groups() const;
    void clear();

signals:
    void groupsChanged();

private:
    void addBox(EventGroup group);
    void updateLabel();

    QMenu *m_menu;
    std::vector<std::pair<EventGroup, QCheckBox *>> m_boxes;
};

/// A drop-down of times.
class AuditLogPeriod : public PushButton
{
    Q_OBJECT

public:
    using Period = AuditLogPresenter::Period;

    explicit AuditLogPeriod(QWidget *parent = nullptr);

    Period period() const { return m_period; }
    void setPeriod(Period period);

signals:
    void periodChanged();

private:
    void fillMenu();

    QMenu *m_menu;
    Period m_period = Period::Any;
};

/// From which day to which; shown where a period of one's own is chosen.
class AuditLogDays : public QWidget
{
    Q_OBJECT

public:
    explicit AuditLogDays(QWidget *parent = nullptr);

    /// Starts with these days.
    void setDays(const QDate &first, const QDate &last);
    QDate first() const;
    QDate last() const;
    QWidget *firstField() const;

signals:
    void daysChanged();

private:
    QDateEdit *makeField(const QString &name, const QString &accessibleName);

    QDateEdit *m_first;
    QDateEdit *m_last;
};

} // namespace lockbox::ui
