namespace Leat.Server;

/// <summary>What a browser shows at the server's address.</summary>
internal static class WelcomePage
{
    /// <param name="version">Leat's version.</param>
    /// <param name="prefix">The static prefix, within which links stay; empty for none.</param>
    public static string Write(string version, string prefix) =>
        $$"""
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <title>Leat</title>
          <style>
            body { font: 1rem/1.5 system-ui, sans-serif; max-width: 42rem; margin: 4rem auto; padding: 0 1rem; }
            code { font-family: ui-monospace, monospace; }
            @media (prefers-color-scheme: dark) { body { background: #16181d; color: #e4e6eb; } a { color: #8ab4f8; } }
          </style>
        </head>
        <body>
          <h1>Leat {{version}}</h1>
          <p>A tracking server for machine-learning experiments runs here. It speaks MLflow's REST protocol
            (version {{LeatServer.ProtocolVersion}}): give this page's address to a client as its tracking URI, for example in
            the environment variable <code>MLFLOW_TRACKING_URI</code>.</p>
          <ul>
            <li><a href="{{prefix}}{{ServiceEndpoints.DocsPath}}">API description</a>, also as <a href="{{prefix}}{{ServiceEndpoints.ApiDescriptionPath}}">OpenAPI</a></li>
            <li><a href="{{prefix}}/health">Health</a></li>
            <li><a href="{{prefix}}{{ServiceEndpoints.InfoPath}}">Version</a></li>
          </ul>
        </body>
        </html>
        """;
}
