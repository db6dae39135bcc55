import { Inject, Injectable } from '@nestjs/common';
import QRCode from 'qrcode';
import type { Config } from '../../platform/config/index.js';
import { CONFIG } from '../../platform/database/index.js';
import { Confirmations } from '../pipeline/index.js';
import { MachineSessions } from '../../park/machine/index.js';
import type { EnvironmentSession } from './environment-session.entity.js';

/** The state of the confirmation, for the PC's screen. */
export type ConfirmationScreen =
  /** `qr` has one string for each row of the QR code, `1` for dark, without quiet zone. */
  | { state: 'wanted'; code: string; url: string; qr: string[] }
  /** Another present PC claims the same machine. */
  | { state: 'contested' }
  /** A newer session or an order ended this session: the PC must boot again. */
  | { state: 'ended' };

/** Makes the confirmation screen of a PC. */
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

  /** The code is in the fragment, which browsers do not send. */
  private wanted(machineId: string, code: string, server: string): ConfirmationScreen {
    const host = this.config.publicAddress ?? server;
    const url = `https://${host}:${this.config.httpsPort}/confirm/${machineId}`;
    return { state: 'wanted', code, url, qr: qrRows(`${url}#${code}`) };
  }
}

/** The lowest error correction, so that the QR code fits a console. ISO/IEC 18004. */
function qrRows(text: string): string[] {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'L' });
  const places = Array.from({ length: modules.size }, (_, n) => n);
  return places.map((row) => places.map((column) => (modules.get(row, column) ? '1' : '0')).join(''));
}
