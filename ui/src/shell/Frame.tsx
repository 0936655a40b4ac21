import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { IconButton } from "../kit/Button";
import { Icon, type IconName } from "../kit/Icon";
import { Menu, MenuCheck, MenuLine, MenuRadio } from "../kit/Menu";
import { setSingleKeys, useSingleKeys } from "../kit/singleKeys";
import styles from "./Frame.module.css";
import { setTheme, useTheme } from "./theme";
import { useServerInfo } from "./useServerInfo";
import { WorkspaceMenu } from "./WorkspaceMenu";

const places: readonly { to: string; label: string; icon: IconName }[] = [
  { to: "/experiments", label: "Experiments", icon: "flask" },
  { to: "/runs", label: "Runs", icon: "list" },
  { to: "/models", label: "Models", icon: "cube" },
];

/** What stays while pages change: the places at the left, and the page beside them. */
export function Frame({ children }: { children: ReactNode }) {
  return (
    <div className={styles.frame}>
      <a className={styles.skip} href="#page">
        Skip to the page
      </a>
      <nav className={styles.rail} aria-label="Places">
        <Link to="/experiments" className={styles.mark} aria-label="Leat">
          L
        </Link>
        {places.map(({ to, label, icon }) => (
          <Link
            key={to}
            to={to}
            className={styles.place}
            activeProps={{ className: styles.here }}
            title={label}
            aria-label={label}
          >
            <Icon name={icon} size={18} />
          </Link>
        ))}
        <span className={styles.space} />
        <WorkspaceMenu />
        <SettingsMenu />
        <Version />
      </nav>
      <main id="page" className={styles.page} tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}

function SettingsMenu() {
  const theme = useTheme();
  const keys = useSingleKeys();
  return (
    <Menu
      trigger={
        <IconButton label="Settings">
          <Icon name="sliders" size={18} />
        </IconButton>
      }
    >
      <MenuRadio
        value={theme}
        onChange={setTheme}
        options={[
          ["system", "As the system"],
          ["light", "Light"],
          ["dark", "Dark"],
        ]}
      />
      <MenuLine />
      <MenuCheck checked={keys} onChange={setSingleKeys}>
        Single letters are shortcuts
      </MenuCheck>
    </Menu>
  );
}

function Version() {
  const { data } = useServerInfo();
  return <span className={styles.version}>{data?.version ?? ""}</span>;
}
