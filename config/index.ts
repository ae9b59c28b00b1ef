import path from 'node:path'
import { defineConfig } from '@tarojs/cli'

const at = (...parts: string[]) => path.resolve(__dirname, '..', ...parts)

// These ship today's JavaScript; phones at a market are older, so they are compiled like our own code.
const compiled = [at('shared'), at('node_modules', '@tanstack')]

// Without `quote_keys: false` the H5 bundle quotes #private fields and does not parse.
const terser = {
  enable: true,
  config: { output: { comments: false, keep_quoted_props: true, quote_keys: false, beautify: false } },
}
// A px is a px on every screen: no rpx, no rem, so that tokens mean what they say and a desktop is not a blown-up phone.
const postcss = {
  pxtransform: { enable: false, config: {} },
  cssModules: { enable: false, config: {} },
}

export default defineConfig<'webpack5'>({
  projectName: 'express-lane',
  date: '2026-11-25',
  designWidth: 375,
  deviceRatio: { 375: 2 },
  sourceRoot: 'client',
  outputRoot: `dist/${process.env.TARO_ENV ?? 'weapp'}`,
  framework: 'react',
  compiler: { type: 'webpack5', prebundle: { enable: false } },
  // The persistent cache looks for src/app.config whatever sourceRoot says.
  cache: { enable: false },
  plugins: ['@tarojs/plugin-framework-react', '@tarojs/plugin-platform-weapp', '@tarojs/plugin-platform-h5'],
  alias: { '@': at('client'), '@shared': at('shared') },
  defineConstants: {
    CLOUD_ENV: JSON.stringify(process.env.CLOUD_ENV ?? ''),
    IN_WECHAT: JSON.stringify((process.env.TARO_ENV ?? 'weapp') === 'weapp'),
  },
  terser,
  mini: {
    compile: { include: compiled },
    optimizeMainPackage: { enable: true },
    miniCssExtractPluginOption: { ignoreOrder: true },
    postcss,
    webpackChain(chain, webpack) {
      // WeChat has no AbortController, and react-query waits for ever without one.
      chain
        .plugin('abort-controller')
        .use(webpack.ProvidePlugin, [
          { AbortController: [at('client/platform/abort-controller.ts'), 'AbortController'] },
        ])
    },
  },
  h5: {
    publicPath: '/',
    staticDirectory: 'static',
    compile: { include: compiled },
    // Plain elements: the web components move their children after mounting, which takes the focus away from a field.
    useHtmlComponents: true,
    router: { mode: 'hash' },
    postcss,
    output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'js/[name].[contenthash:8].js' },
    webpackChain(chain) {
      // What two screens need is loaded once, not once in each of their chunks.
      chain.optimization.splitChunks({
        chunks: 'all',
        cacheGroups: {
          default: false,
          defaultVendors: false,
          shared: { name: 'shared', minChunks: 2, chunks: 'all', enforce: true },
        },
      })
    },
    miniCssExtractPluginOption: { filename: 'css/[name].[contenthash:8].css', ignoreOrder: true },
  },
})
