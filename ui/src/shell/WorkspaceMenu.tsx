import { useQuery } from "@tanstack/react-query";
import { addressOf, laterGet } from "../api/client";
import type { Wire } from "../api/wire";
import { workspace } from "../api/workspace";
import { IconButton } from "../kit/Button";
import { Icon } from "../kit/Icon";
import { Menu, MenuRadio } from "../kit/Menu";
import { writeSearch } from "../search";
import styles from "./Frame.module.css";
import { useServerInfo } from "./useServerInfo";

const DEFAULT = "default";

/** Which workspace the page is for, and the way into another; nothing where the server has none. */
export function WorkspaceMenu() {
  const { data } = useServerInfo();
  const name = workspace();
  if (data?.workspaces !== true && name === undefined) return null;
  return (
    <>
      <Menu
        trigger={
          <IconButton label={`Workspace: ${name ?? DEFAULT}`}>
            <Icon name="layers" size={18} />
          </IconButton>
        }
      >
        <Workspaces chosen={name ?? DEFAULT} />
      </Menu>
      <span className={styles.workspace} aria-hidden="true" title={name ?? DEFAULT}>
        {name ?? DEFAULT}
      </span>
    </>
  );
}

/** The choice: asked for whenever the menu opens. */
function Workspaces({ chosen }: { chosen: string }) {
  const { data } = useQuery({
    queryKey: ["workspaces"],
    queryFn: ({ signal }) => laterGet<Wire<"ListWorkspacesResponse">>("workspaces", { signal }),
    staleTime: 0,
  });
  const names = (data?.workspaces ?? []).map(({ name }) => name);
  // The page's own is listed even where it does not exist, so that the menu is never without the one that holds.
  const listed = names.includes(chosen) ? names : [chosen, ...names];
  return <MenuRadio value={chosen} onChange={go} options={listed.map((name) => [name, name] as const)} />;
}

/** Another workspace is another page. */
function go(name: string): void {
  if (name === (workspace() ?? DEFAULT)) return;
  location.assign(addressOf("experiments") + writeSearch({ workspace: name === DEFAULT ? undefined : name }));
}
