import { Controller, Get, Injectable } from '@nestjs/common';
import type { INestApplication } from '@nestjs/common';
import { ApiExcludeEndpoint, DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { Public } from '../../platform/account/index.js';
import { completeDocument } from './openapi-completion.js';

/** The OpenAPI 3.1 document of the API, made from the controllers when the application starts. */
@Injectable()
export class OpenApiDocument {
  private made?: OpenAPIObject;

  describe(app: INestApplication): void {
    const outline = new DocumentBuilder()
      .setOpenAPIVersion('3.1.0')
      .setTitle('Établi')
      .setDescription(
        'Deploys workstations: lots, machines, deployments, masters, profiles, certificates. ' +
          'Errors are problem details (RFC 9457) in the language of Accept-Language.',
      )
      .setVersion('1')
      .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'An API token: etabli_…' }, 'token')
      .addBearerAuth(
        { type: 'http', scheme: 'bearer', description: "A machine's ticket or session" },
        'machine',
      )
      .addCookieAuth('etabli_session', { type: 'apiKey', in: 'cookie', name: 'etabli_session' }, 'session')
      .build();
    this.made = completeDocument(
      SwaggerModule.createDocument(app, outline, {
        operationIdFactory: (controller, method) => `${controller}_${method}`,
      }),
      app,
    );
  }

  get document(): OpenAPIObject {
    if (!this.made) throw new Error('the document is described before the application listens');
    return this.made;
  }
}

@Controller('api')
export class OpenApiController {
  constructor(private readonly openApi: OpenApiDocument) {}

  @Get('openapi.json')
  @Public()
  @ApiExcludeEndpoint(false)
  read(): OpenAPIObject {
    return this.openApi.document;
  }
}
