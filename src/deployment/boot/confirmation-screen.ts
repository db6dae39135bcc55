import { Inject, Injectable } from '@nestjs/common';
import QRCode from 'qrcode';
import type { Config } from '../../platform/config/index.js';
import { CONFIG } from '../../platform/database/index.js';
import { Confirmations } from '../pipeline/index.js';
import { MachineSessions } from '../../park/machine/index.js';
import type { EnvironmentSession } from './environment-session.entity.js';

/** What a PC's screen says of its confirmation. */
export type ConfirmationScreen =
  /** `qr` has a row of the QR code a string, `1` for dark, without its quiet zone. */
  | { state: 'wanted'; code: string; url: string; qr: string[] }
  /** Another PC that is there claims the same machine. */
  | { state: 'contested' }
  /** A newer session or an order came after this session: only another boot can help. */
  | { state: 'ended' };

/** Makes what a PC shows so that a person can confirm it. */
@Injectable()
export class ConfirmationScreens {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly confirmations: Confirmations,
    private readonly sessions: MachineSessions,
  ) {}

  /** @param server the address of this server that the PC reached */
  async of(
    { id, next }: EnvironmentSession,
    machineId: string,
    server: string,
  ): Promise<ConfirmationScreen | undefined> {
    const speaks = await this.sessions.see(id);
    const state = await this.confirmations.stateOf(machineId);
    if (state === 'contested') return { state };
    if (!speaks) return { state: 'ended' };
    if (state === undefined || next !== 'stay') return undefined;
    const code = await this.sessions.code(id);
    return code === undefined ? { state: 'ended' } : this.wanted(machineId, code, server);
  }

  /** The code stands in the fragment, which no browser sends. */
  private wanted(machineId: string, code: string, server: string): ConfirmationScreen {
    const host = this.config.publicAddress ?? server;
    const url = `https://${host}:${this.config.httpsPort}/confirm/${machineId}`;
    return { state: 'wanted', code, url, qr: qrRows(`${url}#${code}`) };
  }
}

/** The least error correction: a screen has no stains, and the code must fit a console. ISO/IEC 18004. */
function qrRows(text: string): string[] {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'L' });
  const places = Array.from({ length: modules.size }, (_, n) => n);
  return places.map((row) => places.map((column) => (modules.get(row, column) ? '1' : '0')).join(''));
}
