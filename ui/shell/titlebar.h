#pragma once

#include "ui/theme/theme.h"

#include <QFrame>

class QMenu;

namespace lockbox::ui {

class AccountButton;
class IconButton;
class LogBadge;
class SearchBox;
class TextLabel;

/// The top of the window: product, tenant, search, log, theme, account.
class TitleBar : public QFrame
{
    Q_OBJECT

public:
    explicit TitleBar(QWidget *parent = nullptr);

    /// Without a page to search in there is no search box.
    void setSearchShown(bool shown);
    void setTenant(const QString &name, bool isDemo);
    AccountButton &account() { return *m_account; }
    SearchBox &search() { return *m_search; }
    LogBadge &log() { return *m_log; }

signals:
    void searchRequested(const QString &text);
    void themeChosen(lockbox::ui::ThemeMode mode);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void fillThemeMenu();
    void showTheme();

    TextLabel *m_lock;
    TextLabel *m_tenant;
    TextLabel *m_demo;
    SearchBox *m_search;
    LogBadge *m_log;
    IconButton *m_theme;
    QMenu *m_themeMenu;
    AccountButton *m_account;
};

} // namespace lockbox::ui
