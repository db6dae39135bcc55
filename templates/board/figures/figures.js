/* global Blob, document, getComputedStyle, matchMedia, ResizeObserver, uPlot, URL, window */
// Draws each plot from its data, and saves it as an image. The table beside it says the same without this script.
(() => {
  'use strict';

  const language = document.documentElement.lang;
  const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
  const day = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

  /** `light-dark()` in a custom property is not resolved by getPropertyValue: an element must use it. */
  function resolved(name) {
    const probe = document.createElement('span');
    probe.style.color = `var(--${name})`;
    document.body.append(probe);
    const value = getComputedStyle(probe).color;
    probe.remove();
    return value || colour(name);
  }

  function duration(seconds) {
    if (seconds < 90) return `${whole.format(seconds)} s`;
    if (seconds < 5_400) return `${whole.format(seconds / 60)} min`;
    return `${whole.format(seconds / 3_600)} h`;
  }

  const short = (text) => (text.length > 22 ? `${text.slice(0, 21)}…` : text);

  function labelOf(plot, index) {
    const text = plot.x[index];
    if (text === undefined) return '';
    return plot.labels === 'days' ? day.format(new Date(`${text}T00:00:00Z`)) : short(text);
  }

  /** Bars beside each other: each series has its part of the place of a label. */
  function bars(index, count) {
    const part = 0.8 / count;
    return uPlot.paths.bars({
      size: [part, 60],
      align: 0,
      gap: 0,
      ...(count > 1 && { disp: placed(index, count, part) }),
    });
  }

  function placed(index, count, part) {
    return {
      x0: { unit: 1, values: (plot) => plot.data[0].map((at) => at - 0.4 + index * part) },
      size: { unit: 1, values: (plot) => plot.data[0].map(() => part * 0.92) },
    };
  }

  function optionsOf(plot, box) {
    const ink = resolved('ink');
    const grid = { stroke: resolved('line'), width: 1 };
    const font = `${Math.round(parseFloat(getComputedStyle(document.documentElement).fontSize) * 0.8)}px system-ui, sans-serif`;
    const isNamed = plot.labels === 'names';
    const value = plot.unit === 'seconds' ? duration : (number) => whole.format(number);
    return {
      width: box.clientWidth - 20,
      height: box.clientHeight - 70,
      cursor: { show: false },
      legend: { live: false },
      scales: {
        x: { time: false, range: [-0.6, plot.x.length - 0.4] },
        y: { range: (_, __, most) => [0, Math.max(1, most * 1.1)] },
      },
      axes: [
        {
          stroke: ink,
          font,
          grid: { show: false },
          incrs: [1, 2, 5, 7, 10, 14, 20, 30, 60, 90, 180],
          space: isNamed ? 14 : 50,
          rotate: isNamed ? -60 : 0,
          size: isNamed ? 150 : 40,
          values: (_, places) => places.map((at) => labelOf(plot, at)),
        },
        {
          stroke: ink,
          font,
          grid,
          size: 70,
          incrs:
            plot.unit === 'count' ? [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000] : undefined,
          values: (_, all) => all.map(value),
        },
      ],
      series: [
        {},
        ...plot.series.map((one, index) => ({
          label: one.name,
          stroke: resolved(one.colour),
          fill: resolved(one.colour),
          paths: bars(index, plot.series.length),
          points: { show: false },
        })),
      ],
    };
  }

  function draw(box) {
    const plot = JSON.parse(box.dataset.plot);
    box.replaceChildren();
    const data = [plot.x.map((_, index) => index), ...plot.series.map(({ values }) => values)];
    box.drawn = { plot, chart: new uPlot(optionsOf(plot, box), data, box) };
  }

  /** The plot with its title and its legend, on the ground of the theme. */
  function picture({ plot, chart }) {
    const source = chart.ctx.canvas;
    const scale = source.width / chart.width;
    const head = 64 * scale;
    const canvas = document.createElement('canvas');
    canvas.width = source.width;
    canvas.height = source.height + head;
    const ink = canvas.getContext('2d');
    ink.fillStyle = resolved('sheet');
    ink.fillRect(0, 0, canvas.width, canvas.height);
    ink.fillStyle = resolved('ink');
    ink.font = `600 ${18 * scale}px system-ui, sans-serif`;
    ink.fillText(plot.title, 12 * scale, 24 * scale);
    ink.font = `${14 * scale}px system-ui, sans-serif`;
    let at = 12 * scale;
    for (const { name, colour: named } of plot.series) {
      ink.fillStyle = resolved(named);
      ink.fillRect(at, 38 * scale, 14 * scale, 14 * scale);
      ink.fillStyle = resolved('ink');
      ink.fillText(name, at + 20 * scale, 50 * scale);
      at += ink.measureText(name).width + 44 * scale;
    }
    ink.drawImage(source, 0, head);
    return canvas;
  }

  function save(box, name) {
    picture(box.drawn).toBlob((blob) => {
      if (!(blob instanceof Blob)) return;
      const link = document.createElement('a');
      link.href = URL.createObjectURL(blob);
      link.download = `${name}.png`;
      link.click();
      URL.revokeObjectURL(link.href);
    }, 'image/png');
  }

  const boxes = [...document.querySelectorAll('[data-plot]')];
  boxes.forEach(draw);
  for (const button of document.querySelectorAll('[data-png]')) {
    button.hidden = false;
    const box = button.closest('section').querySelector('[data-plot]');
    button.addEventListener('click', () => save(box, button.dataset.png));
  }
  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const { chart } = target.drawn;
      const width = target.clientWidth - 20;
      if (Math.abs(width - chart.width) > 1) chart.setSize({ width, height: target.clientHeight - 70 });
    }
  });
  boxes.forEach((box) => sizes.observe(box));
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => boxes.forEach(draw));
  window.etabliFiguresDrawn = boxes.length;
})();
