import { accessOf, Machine, MachineSession, Public, Roles } from './access.js';

@Roles('viewer')
class Declared {
  inherits() {}
  @Roles('administrator') own() {}
  @Public() open() {}
  @Machine() machine() {}
  @MachineSession() session() {}
}

class Silent {
  @Public() open() {}
  forgotten() {}
}

function access(controller: new () => object, name: string) {
  return accessOf(controller, controller.prototype[name as never] as object);
}

describe('the access of a route', () => {
  it('is its own declaration before that of its class', () => {
    expect(access(Declared, 'inherits')).toEqual({ kind: 'role', role: 'viewer' });
    expect(access(Declared, 'own')).toEqual({ kind: 'role', role: 'administrator' });
    expect(access(Declared, 'open')).toEqual({ kind: 'public' });
    expect(access(Declared, 'machine')).toEqual({ kind: 'machine' });
    expect(access(Declared, 'session')).toEqual({ kind: 'machine', session: true });
  });

  it('is undefined without a declaration', () => {
    expect(access(Silent, 'open')).toEqual({ kind: 'public' });
    expect(access(Silent, 'forgotten')).toBeUndefined();
  });

  it('is declared once', () => {
    expect(() => {
      class Twice {
        @Public() @Roles('administrator') both() {}
      }
      return Twice;
    }).toThrow('both declares its access twice');
  });
});
