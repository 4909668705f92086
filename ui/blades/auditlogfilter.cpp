#include "ui/blades/auditlogfilter.h"

#include "ui/widgets/textlabel.h"

#include <QCheckBox>
#include <QDateEdit>
#include <QHBoxLayout>
#include <QMenu>
#include <QSignalBlocker>
#include <QWidgetAction>

namespace lockbox::ui {

AuditLogKinds::AuditLogKinds(QWidget *parent) : PushButton({}, parent), m_menu(new QMenu(this))
{
    setObjectName(QStringLiteral("eventKindFilter"));
    setThemeIcon(this, QStringLiteral("filter"));
    connect(m_menu->addAction(tr("All events")), &QAction::triggered, this, [this] {
        clear();
        emit groupsChanged();
    });
    m_menu->addSeparator();
    for (const EventGroup group : allEventGroups())
        addBox(group);
    setMenu(m_menu);
    updateLabel();
}

void AuditLogKinds::addBox(EventGroup group)
{
    // Boxes instead of checkable actions: the menu stays open while several are ticked.
    auto *box = new QCheckBox(eventGroupName(group));
    box->setObjectName(QStringLiteral("eventKindFilter.%1").arg(toSlug(group)));
    box->setContentsMargins(12, 4, 12, 4);
    auto *action = new QWidgetAction(m_menu);
    action->setDefaultWidget(box);
    m_menu->addAction(action);
    m_boxes.emplace_back(group, box);
    connect(box, &QCheckBox::toggled, this, [this] {
        updateLabel();
        emit groupsChanged();
    });
}

std::vector<EventGroup> AuditLogKinds::groups() const
{
    std::vector<EventGroup> ticked;
    for (const auto &[group, box] : m_boxes) {
        if (box->isChecked())
            ticked.push_back(group);
    }
    return ticked;
}

void AuditLogKinds::clear()
{
    for (const auto &[group, box] : m_boxes) {
        const QSignalBlocker quiet(box);
        box->setChecked(false);
    }
    updateLabel();
}

void AuditLogKinds::updateLabel()
{
    QStringList names;
    for (const EventGroup group : groups())
        names.append(eventGroupName(group));
    const QString what = names.isEmpty()    ? tr("all")
                         : names.size() < 3 ? names.join(QStringLiteral(", "))
                                            : tr("%1 kinds").arg(names.size());
    setText(tr("Events: %1").arg(what));
    setAccessibleName(text());
}

AuditLogPeriod::AuditLogPeriod(QWidget *parent) : PushButton({}, parent), m_menu(new QMenu(this))
{
    setObjectName(QStringLiteral("periodFilter"));
    setThemeIcon(this, QStringLiteral("calendar"));
    fillMenu();
    setMenu(m_menu);
    setPeriod(Period::Any);
}

void AuditLogPeriod::fillMenu()
{
    for (const Period period : AuditLogPresenter::allPeriods()) {
        QAction *action = m_menu->addAction(AuditLogPresenter::periodName(period));
        action->setObjectName(QStringLiteral("period.%1").arg(static_cast<int>(period)));
        action->setCheckable(true);
        action->setData(static_cast<int>(period));
        connect(action, &QAction::triggered, this, [this, period] {
            setPeriod(period);
            emit periodChanged();
        });
    }
}

void AuditLogPeriod::setPeriod(Period period)
{
    m_period = period;
    for (QAction *action : m_menu->actions())
        action->setChecked(action->data().toInt() == static_cast<int>(period));
    setText(AuditLogPresenter::periodName(period));
    setAccessibleName(tr("Time: %1").arg(text()));
}

AuditLogDays::AuditLogDays(QWidget *parent) : QWidget(parent)
{
    m_first = makeField(QStringLiteral("periodFirstDay"), tr("First day"));
    m_last = makeField(QStringLiteral("periodLastDay"), tr("Last day"));
    auto *from = new TextLabel(tr("From"), TextStyle::Body, Token::SecondText);
    auto *to = new TextLabel(tr("to"), TextStyle::Body, Token::SecondText);
    from->setBuddy(m_first);
    to->setBuddy(m_last);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 4);
    layout->setSpacing(8);
    layout->addStretch(1);
    for (QWidget *part : std::initializer_list<QWidget *>{from, m_first, to, m_last})
        layout->addWidget(part);
}

QDateEdit *AuditLogDays::makeField(const QString &name, const QString &accessibleName)
{
    auto *field = new QDateEdit(this);
    field->setObjectName(name);
    field->setAccessibleName(accessibleName);
    field->setDisplayFormat(QStringLiteral("yyyy-MM-dd"));
    field->setButtonSymbols(QAbstractSpinBox::NoButtons);
    field->setKeyboardTracking(false); // a year half typed is no day to look for
    connect(field, &QDateEdit::dateChanged, this, &AuditLogDays::daysChanged);
    return field;
}

void AuditLogDays::setDays(const QDate &first, const QDate &last)
{
    const QSignalBlocker quietFirst(m_first);
    const QSignalBlocker quietLast(m_last);
    m_first->setDate(first);
    m_last->setDate(last);
}

QDate AuditLogDays::first() const
{
    return m_first->date();
}

QDate AuditLogDays::last() const
{
    return m_last->date();
}

QWidget *AuditLogDays::firstField() const
{
    return m_first;
}

} // namespace lockbox::ui
