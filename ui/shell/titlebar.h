#pragma once

#include "ui/theme/theme.h"

#include <QFrame>

class QMenu;

namespace lockbox::ui {

class AccountButton;
class IconButton;
class SearchBox;
class TextLabel;

/// The top of the window: product, tenant, search, theme, account.
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

signals:
    void searchRequested(const QString &text);
    void themeChosen(lockbox::ui::ThemeMode mode);

private:
    void fillThemeMenu();
    void showTheme();

    TextLabel *m_lock;
    TextLabel *m_tenant;
    TextLabel *m_demo;
    SearchBox *m_search;
    IconButton *m_theme;
    QMenu *m_themeMenu;
    AccountButton *m_account;
};

} // namespace lockbox::ui
