#pragma once

#include "core/domain/user.h"
#include "ui/shell/blade.h"

#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace lockbox::samples {

/// A blade or page with a line and a button, which notes what the shell asks of it.
class SampleBlade : public ui::Blade
{
public:
    explicit SampleBlade(const QString &name, int width = 420) : m_name(name), m_width(width)
    {
        setObjectName(name);
        auto *layout = new QVBoxLayout(this);
        layout->addWidget(line);
        layout->addWidget(button);
    }

    int bladeWidth() const override { return m_width; }
    QString title() const override { return m_name; }
    QWidget *footer() override { return actions; }
    bool mayClose() override
    {
        ++closingsAsked;
        return isWilling;
    }
    void refresh() override { ++refreshes; }
    void showArgument(const QString &argument) override { arguments.append(argument); }
    QWidget *initialFocus() override { return line; }

    QLineEdit *line = new QLineEdit;
    QPushButton *button = new QPushButton(QStringLiteral("More"));
    QWidget *actions = nullptr;
    bool isWilling = true;
    int closingsAsked = 0;
    int refreshes = 0;
    QStringList arguments;

private:
    QString m_name;
    int m_width;
};

inline User administrator()
{
    return {.userPrincipalName = QStringLiteral("amara@contoso.com"),
            .displayName = QStringLiteral("Amara Okafor"),
            .side = Side::Customer,
            .roles = {Role::GlobalAdministrator}};
}

inline User engineer()
{
    return {.userPrincipalName = QStringLiteral("avery@provider.example"),
            .displayName = QStringLiteral("Avery Stone"),
            .side = Side::Provider,
            .roles = {Role::Engineer}};
}

} // namespace lockbox::samples
