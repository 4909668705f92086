#pragma once

#include "ui/blades/notificationspresenter.h"
#include "ui/blades/userformblade.h"

#include <map>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;

namespace lockbox::ui {

class NotificationsTest;

/// The blade "Notifications": through which server notices are sent, which of them, and a test of it.
class NotificationsBlade final : public UserFormBlade
{
    Q_OBJECT

public:
    NotificationsBlade(ConsoleContext &context, const NotificationSettings &settings,
                       QWidget *parent = nullptr);

    QString title() const override { return tr("Notifications"); }
    int bladeWidth() const override { return 480; }
    void refresh() override;
    QWidget *initialFocus() override;

signals:
    void saved(const lockbox::NotificationSettings &settings);

protected:
    bool hasChanges() const override { return m_presenter.isChanged(); }
    void save() override;

private:
    /// A field and what is wrong with it.
    struct Entry {
        QWidget *widget;
        QLabel *error;
    };
    using Setter = void (NotificationsPresenter::*)(const QString &);

    void addDue();
    void readDue();
    void addServer();
    void addSecurity();
    void addNotices();
    void addTimeZone();
    void addEntry(const QString &key, const QString &label, QWidget *widget);
    QLineEdit *addLine(const QString &key, const QString &label, const QString &placeholder,
                       Setter setter);
    void showWish();
    void bringIntoView(QWidget *widget);
    void onSaved(const NotificationSettings &settings);
    void showRefusal(const Error &error);

    NotificationsPresenter m_presenter;
    std::map<QString, Entry>
        m_entries; ///< By the names that the door calls them by in its refusals.
    std::map<NoticeKind, QCheckBox *> m_kinds;
    MessageBar *m_due;
    QLineEdit *m_host = nullptr;
    QLineEdit *m_port = nullptr;
    QComboBox *m_security = nullptr;
    QLabel *m_warning = nullptr;
    QLineEdit *m_account = nullptr;
    QLineEdit *m_sender = nullptr;
    QComboBox *m_timeZone = nullptr;
    NotificationsTest *m_test;
};

} // namespace lockbox::ui
