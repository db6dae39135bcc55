-- What a scanner or a search names: any deployment of a PC, also one that ended, by what its row says.
CREATE INDEX deployment_mac_index ON deployment (mac);
CREATE INDEX deployment_hostname_index ON deployment (lower(hostname));
CREATE INDEX deployment_given_hostname_index ON deployment (lower(facts ->> 'hostname'));
CREATE INDEX deployment_asset_tag_index ON deployment (lower(asset_tag));
