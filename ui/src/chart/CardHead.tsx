import { messageOf } from "../api/errors";
import { IconButton } from "../kit/Button";
import { count, visible } from "../kit/format";
import { Icon } from "../kit/Icon";
import { Menu, MenuItem } from "../kit/Menu";
import { toast } from "../kit/Toasts";
import styles from "./ChartCard.module.css";
import { fetchCsv, fileName, type Picture, pngOf, save, svgOf } from "./exports";
import type { ChartLines } from "./useChartLines";

interface CardHeadProps {
  metric: string;
  data: ChartLines;
  picture: Picture;
  /** Undefined if all of the axis is shown. */
  onShowAll?: (() => void) | undefined;
  onFullScreen?: ((metric: string) => void) | undefined;
}

/** The line above a chart: its metric, how many of its points are drawn, and what can be done with it. */
export function CardHead({ metric, data, picture, onShowAll, onFullScreen }: CardHeadProps) {
  const title = visible(metric);
  return (
    <header className={styles.head}>
      <h3 className={styles.title} title={title}>
        {title}
      </h3>
      {data.shown < data.total && (
        <span
          className={styles.badge}
          title="Of each piece of the axis, the least and the greatest value are drawn, so no extreme is lost. Zoom in for the points between."
        >
          {count(data.shown)} of {count(data.total)} points
        </span>
      )}
      <span className={styles.actions}>
        {onShowAll && (
          <IconButton label={`Show all of ${title}`} onClick={onShowAll}>
            <Icon name="fit" size={14} />
          </IconButton>
        )}
        {onFullScreen && (
          <IconButton label={`Full screen: ${title}`} onClick={() => onFullScreen(metric)}>
            <Icon name="fullscreen" size={14} />
          </IconButton>
        )}
        <Menu
          align="end"
          trigger={
            <IconButton label={`More of ${title}`}>
              <Icon name="more" size={14} />
            </IconButton>
          }
        >
          <MenuItem onClick={() => savePng(picture, metric)}>Save as PNG</MenuItem>
          <MenuItem onClick={() => save(svgOf(picture, title), fileName(metric, "svg"), "image/svg+xml")}>
            Save as SVG
          </MenuItem>
          <MenuItem onClick={() => saveCsv(metric, data, picture)}>Save points as CSV</MenuItem>
        </Menu>
      </span>
    </header>
  );
}

async function savePng(picture: Picture, metric: string): Promise<void> {
  const blob = await pngOf(picture, visible(metric));
  if (blob) save(blob, fileName(metric, "png"), "image/png");
}

async function saveCsv(metric: string, data: ChartLines, picture: Picture): Promise<void> {
  const range = "lines" in picture && picture.lines.xKind !== "duration" ? picture.lines.range : undefined;
  try {
    save(await fetchCsv(metric, data, range), fileName(metric, "csv"), "text/csv");
  } catch (error) {
    toast({ text: `The points could not be read. ${messageOf(error)}`, failed: true });
  }
}
