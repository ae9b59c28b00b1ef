export default definePageConfig({ navigationBarTitleText: '电子票决检查' })
